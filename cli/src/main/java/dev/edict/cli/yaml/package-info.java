/** YAML files, read with bounds; each value knows where it stands. */
package dev.edict.cli.yaml;
