/** The policy language: literal data in Rego syntax, parsed exactly, with a code and a place for every error. */
package dev.edict.decision.language;
