/** Authentication and authorization of requests, and limits on their number. */
package dev.edict.app.web.access;
