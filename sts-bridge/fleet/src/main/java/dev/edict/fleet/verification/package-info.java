/** Whether a change of what governs a zone did what it should: five checks with their evidence. */
package dev.edict.fleet.verification;
