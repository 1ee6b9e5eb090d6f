/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What an administrator sees of the pack as a whole: one line in the log at start-up, one row on the console's provider
 * info page. No package depends on this one, and it depends only on what all factories share, and on the realm check,
 * to which it adds what is wrong with the server.
 */
package org.smartpack.keycloak.info;
