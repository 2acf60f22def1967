/** The threads that follow decision points in the background. */
package dev.edict.fleet.background;
