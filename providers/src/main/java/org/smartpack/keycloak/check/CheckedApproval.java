/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check;

/**
 * An approval of a mapper, as a rule sees it.
 *
 * @param clientId the client's id when its mapper was approved
 * @param title the name of the mapper's type in the console
 * @param isOrphan whether the client is gone
 */
public record CheckedApproval(String clientId, String title, boolean isOrphan) {}
