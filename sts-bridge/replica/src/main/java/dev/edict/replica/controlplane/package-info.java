/** What the control plane says governs each zone: read over HTTP or from its tables, and verified. */
package dev.edict.replica.controlplane;
