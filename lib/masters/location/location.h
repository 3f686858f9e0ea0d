/* location.h - Rules of locations. */
#ifndef LOCATION_H
#define LOCATION_H

#include "masters/edit/edit.h"

edit_rule location_check;

/* The moves of a location: whether it may move, and what a move writes. */
edit_rule location_move_check, location_move_write;

#endif
