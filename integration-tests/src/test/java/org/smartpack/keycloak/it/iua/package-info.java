/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** IHE IUA: the transactions ITI-71, ITI-102 and ITI-103 of a realm that is an IUA authorization server. */
package org.smartpack.keycloak.it.iua;
