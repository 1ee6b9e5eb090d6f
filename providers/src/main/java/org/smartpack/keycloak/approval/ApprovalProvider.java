/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.approval;

import org.keycloak.provider.Provider;

/** Has no methods: Keycloak requires a provider for each kind of component, and approvals are stored as components. */
public interface ApprovalProvider extends Provider {}
