/** The policy language: literal data in Rego's syntax, read exactly, with every mistake named and placed. */
package dev.edict.decision.language;
