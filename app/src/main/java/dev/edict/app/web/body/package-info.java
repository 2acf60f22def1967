/** Reads the bodies of requests within limits on size and time. */
package dev.edict.app.web.body;
