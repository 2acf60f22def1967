/** The installation: this node, its servers, decision points, processors and tokens. */
package dev.edict.console.system;
