/** The canaries of zones: what decision points evaluate, and what an activation is held to. */
package dev.edict.query.canary;
