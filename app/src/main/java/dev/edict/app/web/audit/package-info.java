/** The audit of requests to the Admin API. */
package dev.edict.app.web.audit;
