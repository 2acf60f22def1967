/** Decision engines outside this process, called over HTTP. */
package dev.edict.command.engine;
