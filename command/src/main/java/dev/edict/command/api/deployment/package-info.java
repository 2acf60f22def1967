/** Commands and events of deployments: what became of each activation. */
package dev.edict.command.api.deployment;
