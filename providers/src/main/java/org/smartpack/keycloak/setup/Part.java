/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.setup;

import java.util.List;

/**
 * A part of what saving a mapper completes. It adds only what is missing: it can run again at any time, and on several
 * nodes at once. If another node was faster, it fails on one of the database's unique keys, and is run again.
 */
public interface Part {

    /**
     * Adds what is missing.
     *
     * @return what was created or set
     */
    List<Change> complete(SavedMapper saved);
}
