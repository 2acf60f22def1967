/** An HTTP request as filters use it: its id, its target, its body. */
package dev.edict.app.web.request;
