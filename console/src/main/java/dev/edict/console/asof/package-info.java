/** The page that shows a zone as it was. */
package dev.edict.console.asof;
