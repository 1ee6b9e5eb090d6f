/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.info;

import org.keycloak.provider.Provider;

/** The pack as a whole. It does nothing in a request: it is there to be seen on the console's provider info page. */
public interface SmartPackProvider extends Provider {}
