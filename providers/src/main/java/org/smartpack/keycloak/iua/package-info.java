/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * IHE IUA: the profile that makes a realm an IUA authorization server (docs/iua-guide.md). What it changes is in the
 * packages below, one for each place.
 */
package org.smartpack.keycloak.iua;
