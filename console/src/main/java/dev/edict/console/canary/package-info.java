/** The canaries of a zone: requests whose decision is checked after each change. */
package dev.edict.console.canary;
