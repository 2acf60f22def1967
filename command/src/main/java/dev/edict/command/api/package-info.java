/** The public API of the write side: commands, events and rejections. */
package dev.edict.command.api;
