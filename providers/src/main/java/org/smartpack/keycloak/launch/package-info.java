/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The launch of a SMART app, from the authorization request to the context that its tokens have. What an EHR registered, or a
 * profile's token proves, is checked at the request, redeemed at the end of the login, and kept until the code is used.
 */
package org.smartpack.keycloak.launch;
