/** Parts that all HTTP routes share: identity of the request and its caller, the grammar of ids, and error bodies. */
package dev.edict.app.web;
