/** Policy texts, stored once by their SHA-256. */
package dev.edict.command.content;
