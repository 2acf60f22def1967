/** Describes the API from its code: the OpenAPI document and the pages that show it. */
package dev.edict.app.openapi;
