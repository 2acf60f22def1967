/** Commands and events of the catalogue of a zone: its applications, resources, scopes and deprecated terms. */
package dev.edict.command.api.catalogue;
