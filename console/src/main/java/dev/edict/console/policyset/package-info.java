/** Policy sets: their versions, and how a new version is composed and sealed. */
package dev.edict.console.policyset;
