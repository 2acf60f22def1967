/** Who sends a request and whether it may: tokens, access rules, limits. */
package dev.edict.app.web.access;
