/** The decision points of the installation: the roster, and the propagation of activations to it. */
package dev.edict.fleet;
