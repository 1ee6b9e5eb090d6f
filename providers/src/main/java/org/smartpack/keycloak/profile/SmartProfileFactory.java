/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.profile;

import org.smartpack.keycloak.spi.PlainFactory;

/** The factory of the SPI {@link SmartProfileSpi}. */
public interface SmartProfileFactory extends PlainFactory<SmartProfile> {}
