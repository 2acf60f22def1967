/** Signs people in to the console, and guards its pages. */
package dev.edict.app.web.console;
