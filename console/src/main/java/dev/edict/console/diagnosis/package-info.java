/** The guided diagnosis of a zone. */
package dev.edict.console.diagnosis;
