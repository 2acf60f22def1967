/** What a document and a bundle must be before they are sealed. */
package dev.edict.decision.check;
