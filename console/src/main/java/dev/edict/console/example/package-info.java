/** A zone to look around in. */
package dev.edict.console.example;
