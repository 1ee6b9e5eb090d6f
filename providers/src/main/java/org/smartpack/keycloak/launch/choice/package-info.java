/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The step of a standalone launch in which a user chooses the patient, and the encounter (SMART-LAUNCH-5): a required
 * action of Keycloak's with pages of its own.
 */
package org.smartpack.keycloak.launch.choice;
