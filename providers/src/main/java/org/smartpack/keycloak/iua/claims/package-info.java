/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The claim {@code extensions} of IUA's tokens: where its members come from, and the forms that they must have. */
package org.smartpack.keycloak.iua.claims;
