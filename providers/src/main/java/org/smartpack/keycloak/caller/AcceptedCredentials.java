/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.caller;

import org.smartpack.keycloak.error.OAuthError;

/**
 * What an endpoint accepts as client authentication beside HTTP Basic, a client assertion and an access token.
 *
 * @param purpose what the endpoint is for, in the plural or without article, as it stands after "valid for"
 * @param secretInBody whether {@code client_id} and {@code client_secret} may be in the form (RFC 6749 section 2.3.1)
 * @param forPublicClients the error for a client without credentials, which proves nothing
 */
public record AcceptedCredentials(String purpose, boolean secretInBody, OAuthError forPublicClients) {}
