/** What every page of the console has: who is signed in, what the token may do, and how errors are shown. */
package dev.edict.console.page;
