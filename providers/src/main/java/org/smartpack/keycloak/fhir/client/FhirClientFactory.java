/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir.client;

import org.keycloak.provider.ProviderFactory;

/** The factory of the SPI {@link FhirClientSpi}. */
public interface FhirClientFactory extends ProviderFactory<FhirClient> {}
