/** Decision engines outside this process, asked over HTTP. */
package dev.edict.command.engine;
