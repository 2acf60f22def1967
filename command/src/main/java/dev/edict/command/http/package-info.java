/** What commands take from the HTTP request that causes them. */
package dev.edict.command.http;
