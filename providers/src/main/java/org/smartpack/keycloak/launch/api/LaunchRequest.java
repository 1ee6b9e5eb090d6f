/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.api;

import java.util.List;
import java.util.Optional;

import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.launch.LaunchContext;

/**
 * A well-formed request (section B2). It hasn't been checked yet whether the app and the FHIR server exist.
 *
 * @param context the context for the app; not empty
 * @param clientId the client id of the app that may redeem it
 * @param fhirServer the base URL of the context's FHIR server, as it was sent
 * @param user the person who may redeem it
 * @param lifetime how long it can be redeemed, in seconds, within the limits
 * @param singleUse whether it can be redeemed only once
 * @param ignored the keys that were ignored
 */
record LaunchRequest(
        LaunchContext context,
        Optional<String> clientId,
        Optional<String> fhirServer,
        Optional<FhirReference> user,
        int lifetime,
        boolean singleUse,
        List<String> ignored) {}
