package dev.edict.replica.store;

import dev.edict.replica.controlplane.Bundle;
import java.time.Instant;

/**
 * A verified bundle from the disk.
 *
 * @param confirmedAt when a read of the control plane that found it current began, by this machine's wall clock
 */
public record StoredBundle(Bundle bundle, Instant confirmedAt) {}
