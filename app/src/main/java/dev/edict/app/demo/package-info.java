/** The product alive: an example zone, three decision points, and gentle traffic through them. */
package dev.edict.app.demo;
