/** An HTTP request as filters see it: its id, its target, its body. */
package dev.edict.app.web.request;
