/** The last good bundles on disk, for a start without the control plane. */
package dev.edict.replica.store;
