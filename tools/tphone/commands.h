/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The commands: one function each, in cmd_*.c. */
#ifndef TPHONE_COMMANDS_H
#define TPHONE_COMMANDS_H

#include "command.h"

int cmd_list(const struct call *call);
int cmd_info(const struct call *call);
int cmd_status(const struct call *call);
int cmd_lamp(const struct call *call);
int cmd_ring(const struct call *call);
int cmd_hook(const struct call *call);
int cmd_display(const struct call *call);
int cmd_volume(const struct call *call);
int cmd_gain(const struct call *call);
int cmd_button(const struct call *call);
int cmd_data(const struct call *call);
int cmd_data_get(const struct call *call);
int cmd_data_put(const struct call *call);
int cmd_devspecific(const struct call *call);
int cmd_monitor(const struct call *call);
int cmd_evict(const struct call *call);
int cmd_sim_create(const struct call *call);
int cmd_sim_destroy(const struct call *call);
int cmd_sim_list(const struct call *call);
int cmd_sim_show(const struct call *call);
int cmd_sim_set(const struct call *call);
int cmd_sim_action(const struct call *call);
int cmd_sim_type(const struct call *call);
int cmd_sim_user(const struct call *call);

#endif
