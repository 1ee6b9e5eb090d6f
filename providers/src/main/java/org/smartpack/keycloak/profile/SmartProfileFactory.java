/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.profile;

import org.keycloak.provider.ProviderFactory;

/** Makes a {@link SmartProfile}. */
public interface SmartProfileFactory extends ProviderFactory<SmartProfile> {}
