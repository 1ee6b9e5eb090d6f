/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.info;

import org.keycloak.provider.ProviderFactory;

/** Makes {@link SmartPackProvider}s. */
public interface SmartPackProviderFactory extends ProviderFactory<SmartPackProvider> {}
