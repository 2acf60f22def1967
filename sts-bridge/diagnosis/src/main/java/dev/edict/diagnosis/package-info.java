/** Causes of what goes wrong in a zone: looked for, with evidence and remedy. */
package dev.edict.diagnosis;
