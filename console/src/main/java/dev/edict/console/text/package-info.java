/** How texts and JSON are shown. */
package dev.edict.console.text;
